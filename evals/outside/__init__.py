"""Outside benchmarks: other people's questions, each set by its own protocol.

A set is a folder of files; `evals.outside.runner.ADAPTERS` says which sets are known. Everything
that is measured goes through the product as its users have it: `build_index`'s build, the
retriever, `rag.gather.gather`, the pipeline's answer.
"""

from evals.outside.runner import run

__all__ = ["run"]
