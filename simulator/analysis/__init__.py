"""What is asked of the model: projections of scenarios, their summaries and differences."""
