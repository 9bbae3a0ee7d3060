"""Numbers: fixed questions, public benchmarks, and a gate that keeps both from falling."""
