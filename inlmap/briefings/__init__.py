"""A view as something to hand out: PowerPoint, PDF or Excel."""
