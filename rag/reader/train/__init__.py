"""Training of the reader: from the trunk's weights and question sets to the shipped ONNX file.

Needs the extra ``train`` (torch, transformers, onnx, onnxscript). Nothing that answers imports this package.
"""
