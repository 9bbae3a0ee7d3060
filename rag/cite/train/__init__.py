"""Training of the network that tells support: from pairs of statement and text to the int8 ONNX file.

Needs the extra ``train``. Nothing that answers imports this package.
"""
