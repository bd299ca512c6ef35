"""What a run costs, beside the scripts people would write instead and beside the floor.

``python -m tests.bench`` measures everything and prints it. The process that measures imports nothing but the
standard library: a child's peak memory is never told to be below that of the process that started it.
"""
