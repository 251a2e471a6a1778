"""The developer command `./dev`: standard library only, as it runs before anything is installed."""
