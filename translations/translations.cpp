// A static library needs an object of its own; the languages are its resources.
