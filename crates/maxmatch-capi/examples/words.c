/* Segments its arguments: a word to a line, with its kind. */
#include <maxmatch.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    maxmatch_dictionary *dictionary;
    maxmatch_segmenter *segmenter;
    maxmatch_cursor *cursor = maxmatch_cursor_new();
    maxmatch_error *error = NULL;
    maxmatch_token tokens[256];
    size_t count;

    maxmatch_dictionary_default(&dictionary, &error);
    maxmatch_segmenter_new(dictionary, &segmenter, &error);
    for (int i = 1; i < argc; i++) {
        maxmatch_cursor_start(cursor, segmenter, argv[i], strlen(argv[i]), &error);
        while (maxmatch_cursor_tokens(cursor, tokens, 256, &count, &error) == MAXMATCH_STATUS_OK && count > 0)
            for (size_t t = 0; t < count; t++)
                printf("%.*s\t%s\n", (int)(tokens[t].end - tokens[t].start), argv[i] + tokens[t].start,
                       maxmatch_kind_name(tokens[t].kind));
    }
    if (error != NULL)
        fprintf(stderr, "%s\n", maxmatch_error_message(error));
    int status = error == NULL ? 0 : 1;
    maxmatch_error_free(error);
    maxmatch_cursor_free(cursor);
    maxmatch_segmenter_free(segmenter);
    maxmatch_dictionary_free(dictionary);
    return status;
}
