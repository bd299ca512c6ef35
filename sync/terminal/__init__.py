"""What a person sees and types: questions, lists, outcomes."""
