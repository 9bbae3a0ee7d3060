"""A server under load: many people at once, and many questions one after the other."""
