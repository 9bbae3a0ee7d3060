"""The HTTP API: ``/api/v1``, and ``/v1`` for programs that speak OpenAI's chat protocol."""
