"""What the chat page is made of besides `ui.py`: its HTML, its style and its behaviour.

Nothing here imports gradio. `html.py` turns answers and articles into escaped HTML, `style.css` is
the look, `behaviour.js` opens articles, copies answers and minds the focus.
"""
