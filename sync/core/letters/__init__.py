"""Letters and answers: whom the owner wrote to, who waits for them, and what they answered."""
