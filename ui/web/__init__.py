"""The browser: a Gradio app that shows the conversation beside the article."""
