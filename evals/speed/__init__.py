"""How fast, beside what people would use instead, beside the bare models, and as the library grows.

Everything is a ratio of two things measured in the same run on the same machine. Only this package imports
torch and sentence-transformers, for the pipeline that Pullquote is compared with.
"""
