"""Runs a pipeline of two steps on the default stack and prints the status of the run."""

from zenml import pipeline, step


@step(enable_cache=False)
def first() -> int:
    return 20


@step(enable_cache=False)
def second(number: int) -> int:
    return number + 1


@pipeline(enable_cache=False)
def two_steps() -> None:
    second(first())


if __name__ == "__main__":
    run = two_steps()
    print(f"The run has {run.status} with {run.steps['second'].output.load()}")
