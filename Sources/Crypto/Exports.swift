// Whoever hashes and seals writes the result as text.
@_exported public import Encodings
