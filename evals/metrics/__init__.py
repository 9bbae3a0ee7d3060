"""Pure functions that score answers, citations, rankings, refusals and confidence.

Each module is one family and names the published source of every measure. A measure over an empty set is
None, never NaN and never a made-up zero.
"""
