/* What the C programs here share. They are C99 and C++ at once. */
#include <maxmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Ends the program where something is not as it must be. */
#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            exit(1); \
        } \
    } while (0)

/* That there is no error. */
#define CHECK_OK(error) \
    do { \
        if ((error) != NULL) { \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, maxmatch_error_message(error)); \
            exit(1); \
        } \
    } while (0)

/* A segmenter of the default dictionary in a mode. */
static maxmatch_segmenter *segmenter_in_mode(const char *mode) {
    maxmatch_dictionary *dictionary;
    maxmatch_builder *builder;
    maxmatch_segmenter *segmenter;
    maxmatch_error *error = NULL;
    maxmatch_dictionary_default(&dictionary, &error);
    maxmatch_builder_new(dictionary, &builder, &error);
    maxmatch_builder_set_mode(builder, mode, &error);
    maxmatch_builder_build(builder, &segmenter, &error);
    CHECK_OK(error);
    maxmatch_dictionary_free(dictionary);
    maxmatch_builder_free(builder);
    return segmenter;
}
