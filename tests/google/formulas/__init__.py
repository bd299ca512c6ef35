"""Formulas and formats: what a cell shows, and computes to."""
