"""A view as something to hand out: slides, a paper, a workbook."""
