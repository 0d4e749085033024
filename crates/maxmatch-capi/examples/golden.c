/*
 * golden DICTIONARY MODE < lines
 *
 * For each line of the input, the texts of its tokens, parted by the byte 0x1F and ended by a line feed. What all hosts
 * must agree on is compared in this form. A last line needs no line feed.
 */
#include <maxmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All of the input, and its length. */
static char *read_all(FILE *file, size_t *length) {
    size_t capacity = 1 << 16;
    char *text = malloc(capacity);
    *length = 0;
    while (text != NULL) {
        size_t count = fread(text + *length, 1, capacity - *length, file);
        *length += count;
        if (count == 0)
            return text;
        if (*length == capacity) {
            char *larger = realloc(text, capacity *= 2);
            if (larger == NULL)
                free(text);
            text = larger;
        }
    }
    *length = 0;
    return NULL;
}

static void write_line(maxmatch_cursor *cursor, const maxmatch_segmenter *segmenter, const char *line, size_t length,
                       maxmatch_error **error) {
    maxmatch_token tokens[64];
    size_t count, written = 0;
    maxmatch_cursor_start(cursor, segmenter, line, length, error);
    while (maxmatch_cursor_tokens(cursor, tokens, 64, &count, error) == MAXMATCH_STATUS_OK && count > 0)
        for (size_t t = 0; t < count; t++) {
            if (written++ > 0)
                putchar(0x1F);
            fwrite(line + tokens[t].start, 1, tokens[t].end - tokens[t].start, stdout);
        }
    putchar('\n');
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("Usage: golden DICTIONARY MODE < lines\n", stderr);
        return 2;
    }
    maxmatch_dictionary *dictionary;
    maxmatch_builder *builder;
    maxmatch_segmenter *segmenter;
    maxmatch_cursor *cursor = maxmatch_cursor_new();
    maxmatch_error *error = NULL;
    maxmatch_dictionary_open(argv[1], &dictionary, &error);
    maxmatch_builder_new(dictionary, &builder, &error);
    maxmatch_builder_set_mode(builder, argv[2], &error);
    maxmatch_builder_build(builder, &segmenter, &error);

    size_t length = 0;
    char *text = error == NULL ? read_all(stdin, &length) : NULL;
    for (size_t start = 0; error == NULL && start < length;) {
        const char *end = memchr(text + start, '\n', length - start);
        size_t line = end == NULL ? length - start : (size_t)(end - text) - start;
        write_line(cursor, segmenter, text + start, line, &error);
        start += line + 1;
    }
    const char *failure = NULL;
    if (error != NULL)
        failure = maxmatch_error_message(error);
    else if (text == NULL)
        failure = "there is not enough memory for the input";
    else if (ferror(stdin))
        failure = "can't read the input";
    else if (fflush(stdout) != 0)
        failure = "can't write the output";
    if (failure != NULL)
        fprintf(stderr, "golden: %s\n", failure);
    int status = failure == NULL ? 0 : 2;
    free(text);
    maxmatch_error_free(error);
    maxmatch_cursor_free(cursor);
    maxmatch_segmenter_free(segmenter);
    maxmatch_builder_free(builder);
    maxmatch_dictionary_free(dictionary);
    return status;
}
