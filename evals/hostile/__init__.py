"""Articles that give orders to the model that reads them, and how many of the orders come through."""
