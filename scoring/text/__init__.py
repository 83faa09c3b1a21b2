"""What a text consists of: blocks, sentences, words (the only tokenizer) and quotations."""
