"""What runs outside a request: registered here by name, run by any number of workers.

A service enqueues a job inside its transaction (`wirgrants.queueing.enqueue`); a worker of the same
database takes it, resumes it after a crash, and repeats a step that failed.
"""
