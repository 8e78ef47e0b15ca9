"""The pages of the workbench: read the request, make one call, answer."""
