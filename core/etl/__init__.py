"""The eight steps, pure: values in, values out."""
