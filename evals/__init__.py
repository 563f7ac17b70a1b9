"""Questions with known answers, and how well the product does on them."""
