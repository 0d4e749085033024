/* What the header promises: errors, NULL, who owns what, settings, look-ups. Its argument is a dictionary file. */
#include "check.h"

static const char TEXT[] = "研究生命起源";

/* The number of tokens of a text. */
static size_t count_of(const maxmatch_segmenter *segmenter, const char *text, size_t length) {
    maxmatch_cursor *cursor = maxmatch_cursor_new();
    maxmatch_error *error = NULL;
    maxmatch_token tokens[5];
    size_t all = 0, count;
    maxmatch_cursor_start(cursor, segmenter, text, length, &error);
    while (maxmatch_cursor_tokens(cursor, tokens, 5, &count, &error) == MAXMATCH_STATUS_OK && count > 0)
        all += count;
    CHECK_OK(error);
    maxmatch_cursor_free(cursor);
    return all;
}

/* An error has a status and says something; it is freed. */
static void check_error(maxmatch_error **error, maxmatch_status status, const char *part) {
    CHECK(*error != NULL && maxmatch_error_status(*error) == status);
    if (strstr(maxmatch_error_message(*error), part) == NULL) {
        fprintf(stderr, "%s: nothing of %s\n", maxmatch_error_message(*error), part);
        exit(1);
    }
    maxmatch_error_free(*error);
    *error = NULL;
}

/* All that is in a file. */
static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    char *bytes;
    long end;
    CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0 && (end = ftell(file)) > 0 && fseek(file, 0, SEEK_SET) == 0);
    *length = (size_t)end;
    CHECK((bytes = (char *)malloc(*length)) != NULL && fread(bytes, 1, *length, file) == *length);
    fclose(file);
    return bytes;
}

static void nulls(void) {
    maxmatch_error *error = NULL;
    maxmatch_dictionary *dictionary;
    maxmatch_user_dictionary *user;
    maxmatch_builder *builder;
    maxmatch_segmenter *segmenter;
    maxmatch_cursor *cursor = maxmatch_cursor_new();
    maxmatch_token token;
    maxmatch_posting posting;
    maxmatch_entry entry;
    size_t count = 7;

#define REFUSED(name, call) \
    do { \
        CHECK((call) == MAXMATCH_STATUS_ARGUMENT); \
        check_error(&error, MAXMATCH_STATUS_ARGUMENT, "the argument " name " is NULL"); \
    } while (0)
    REFUSED("dictionary", maxmatch_dictionary_default(NULL, &error));
    REFUSED("path", maxmatch_dictionary_open(NULL, &dictionary, &error));
    CHECK(dictionary == NULL);
    REFUSED("path", maxmatch_dictionary_map(NULL, &dictionary, &error));
    REFUSED("file", maxmatch_dictionary_from_bytes(NULL, 1, &dictionary, &error));
    REFUSED("dictionary", maxmatch_dictionary_get(NULL, "", 0, &entry, &error));
    REFUSED("path", maxmatch_user_dictionary_open(NULL, &user, &error));
    REFUSED("name", maxmatch_user_dictionary_read(NULL, "", 0, &user, &error));
    REFUSED("file", maxmatch_user_dictionary_read("", NULL, 1, &user, &error));
    REFUSED("dictionary", maxmatch_builder_new(NULL, &builder, &error));
    REFUSED("builder", maxmatch_builder_set_mode(NULL, "bidir", &error));
    REFUSED("builder", maxmatch_builder_add_user_dictionary(NULL, NULL, &error));
    REFUSED("builder", maxmatch_builder_build(NULL, &segmenter, &error));
    REFUSED("dictionary", maxmatch_segmenter_new(NULL, &segmenter, &error));
    CHECK(segmenter == NULL);

    segmenter = segmenter_in_mode("bidir");
    CHECK(maxmatch_dictionary_default(&dictionary, &error) == MAXMATCH_STATUS_OK);
    REFUSED("word", maxmatch_dictionary_get(dictionary, NULL, 1, &entry, &error));
    REFUSED("entry", maxmatch_dictionary_get(dictionary, "", 0, NULL, &error));
    REFUSED("segmenter", maxmatch_segmenter_new(dictionary, NULL, &error));
    CHECK(maxmatch_builder_new(dictionary, &builder, &error) == MAXMATCH_STATUS_OK);
    REFUSED("mode", maxmatch_builder_set_mode(builder, NULL, &error));
    REFUSED("rules", maxmatch_builder_set_rules(builder, NULL, &error));
    REFUSED("principles", maxmatch_builder_set_principles(builder, NULL, &error));
    REFUSED("weights", maxmatch_builder_set_weights(builder, NULL, &error));
    REFUSED("user", maxmatch_builder_add_user_dictionary(builder, NULL, &error));
    REFUSED("segmenter", maxmatch_builder_build(builder, NULL, &error));
    REFUSED("cursor", maxmatch_cursor_start(NULL, segmenter, "", 0, &error));
    REFUSED("segmenter", maxmatch_cursor_start(cursor, NULL, "", 0, &error));
    REFUSED("text", maxmatch_cursor_start(cursor, segmenter, NULL, 1, &error));
    REFUSED("cursor", maxmatch_cursor_tokens(NULL, &token, 1, &count, &error));
    CHECK(count == 0);
    REFUSED("tokens", maxmatch_cursor_tokens(cursor, NULL, 1, &count, &error));
    REFUSED("count", maxmatch_cursor_tokens(cursor, &token, 1, NULL, &error));
    REFUSED("cursor", maxmatch_cursor_posting(NULL, &posting, &error));
    REFUSED("posting", maxmatch_cursor_posting(cursor, NULL, &error));
#undef REFUSED
    CHECK(maxmatch_cursor_start(cursor, segmenter, "", (size_t)-1, &error) == MAXMATCH_STATUS_ARGUMENT);
    check_error(&error, MAXMATCH_STATUS_ARGUMENT, "no text has ");
    CHECK(maxmatch_cursor_tokens(cursor, &token, 0, &count, &error) == MAXMATCH_STATUS_ARGUMENT);
    check_error(&error, MAXMATCH_STATUS_ARGUMENT, "the capacity is 0");
    CHECK(maxmatch_cursor_start(cursor, segmenter, NULL, 0, NULL) == MAXMATCH_STATUS_OK);
    CHECK(maxmatch_cursor_tokens(cursor, &token, 1, &count, NULL) == MAXMATCH_STATUS_OK && count == 0);
    CHECK(maxmatch_cursor_posting(cursor, &posting, NULL) == MAXMATCH_STATUS_OK && posting.term == NULL);

    CHECK(maxmatch_dictionary_name(NULL) == NULL && maxmatch_dictionary_version(NULL) == NULL);
    CHECK(maxmatch_dictionary_licence(NULL) == NULL && maxmatch_dictionary_source(NULL) == NULL);
    CHECK(maxmatch_dictionary_fingerprint(NULL) == NULL && maxmatch_dictionary_words(NULL) == 0);
    CHECK(maxmatch_segmenter_fingerprint(NULL) == NULL && maxmatch_segmenter_mode(NULL) == NULL);
    CHECK(maxmatch_error_message(NULL) == NULL && maxmatch_error_status(NULL) == MAXMATCH_STATUS_OK);
    CHECK(maxmatch_kind_name(-1) == NULL && maxmatch_kind_name(1000) == NULL && maxmatch_mode_name(-1) == NULL);
    maxmatch_error_free(NULL);
    maxmatch_dictionary_free(NULL);
    maxmatch_user_dictionary_free(NULL);
    maxmatch_builder_free(NULL);
    maxmatch_segmenter_free(NULL);
    maxmatch_cursor_free(NULL);

    maxmatch_cursor_free(cursor);
    maxmatch_segmenter_free(segmenter);
    maxmatch_builder_free(builder);
    maxmatch_dictionary_free(dictionary);
}

/* The first error stays, and nothing is done until it is freed. */
static void first_error(void) {
    maxmatch_error *error = NULL, *first;
    maxmatch_dictionary *dictionary;
    maxmatch_segmenter *segmenter;
    maxmatch_cursor *cursor = maxmatch_cursor_new();
    maxmatch_token token;
    size_t count = 7;
    CHECK(maxmatch_dictionary_open("/no/such/file", &dictionary, &error) == MAXMATCH_STATUS_IO);
    first = error;
    CHECK(maxmatch_segmenter_new(dictionary, &segmenter, &error) == MAXMATCH_STATUS_IO && segmenter == NULL);
    CHECK(maxmatch_cursor_start(cursor, segmenter, TEXT, strlen(TEXT), &error) == MAXMATCH_STATUS_IO);
    CHECK(maxmatch_cursor_tokens(cursor, &token, 1, &count, &error) == MAXMATCH_STATUS_IO && count == 0);
    CHECK(maxmatch_dictionary_default(&dictionary, &error) == MAXMATCH_STATUS_IO && dictionary == NULL);
    CHECK(error == first);
    check_error(&error, MAXMATCH_STATUS_IO, "/no/such/file: can't read the dictionary: ");
    CHECK(maxmatch_dictionary_open("/no/such/file", &dictionary, NULL) == MAXMATCH_STATUS_IO && dictionary == NULL);
    maxmatch_cursor_free(cursor);
}

static void files(const char *path) {
    maxmatch_error *error = NULL;
    maxmatch_dictionary *read, *mapped, *copied, *damaged;
    size_t length;
    char *bytes = read_file(path, &length);
    maxmatch_dictionary_open(path, &read, &error);
    maxmatch_dictionary_map(path, &mapped, &error);
    maxmatch_dictionary_from_bytes(bytes, length, &copied, &error);
    CHECK_OK(error);
    CHECK(maxmatch_dictionary_words(read) > 1000 && strlen(maxmatch_dictionary_fingerprint(read)) == 32);
    CHECK(strcmp(maxmatch_dictionary_fingerprint(read), maxmatch_dictionary_fingerprint(mapped)) == 0);
    CHECK(strcmp(maxmatch_dictionary_fingerprint(read), maxmatch_dictionary_fingerprint(copied)) == 0);

    bytes[length / 2] ^= 1;
    CHECK(maxmatch_dictionary_from_bytes(bytes, length, &damaged, &error) == MAXMATCH_STATUS_CHECKSUM);
    check_error(&error, MAXMATCH_STATUS_CHECKSUM, "checksum");
    CHECK(maxmatch_dictionary_from_bytes(bytes, length - 1, &damaged, &error) == MAXMATCH_STATUS_LENGTH);
    check_error(&error, MAXMATCH_STATUS_LENGTH, "");
    CHECK(maxmatch_dictionary_from_bytes(TEXT, sizeof TEXT, &damaged, &error) == MAXMATCH_STATUS_NOT_A_DICTIONARY);
    check_error(&error, MAXMATCH_STATUS_NOT_A_DICTIONARY, "");
    CHECK(maxmatch_dictionary_map("/no/such/file", &damaged, &error) == MAXMATCH_STATUS_IO && damaged == NULL);
    check_error(&error, MAXMATCH_STATUS_IO, "/no/such/file");
    free(bytes);
    maxmatch_dictionary_free(read);
    maxmatch_dictionary_free(mapped);
    maxmatch_dictionary_free(copied);
}

static void look_ups(void) {
    maxmatch_error *error = NULL;
    maxmatch_dictionary *dictionary;
    maxmatch_entry entry;
    maxmatch_dictionary_default(&dictionary, &error);
    maxmatch_dictionary_get(dictionary, TEXT, 6, &entry, &error);
    CHECK(entry.found && entry.frequency > 0 && entry.tag_length == 2 && memcmp(entry.tag, "vn", 2) == 0);
    maxmatch_dictionary_get(dictionary, TEXT, 12, &entry, &error);
    CHECK(!entry.found && entry.frequency == 0 && entry.tag == NULL && entry.tag_length == 0);
    maxmatch_dictionary_get(dictionary, TEXT, 5, &entry, &error); /* not UTF-8 */
    CHECK(!entry.found);
    CHECK_OK(error);
    CHECK(strcmp(maxmatch_dictionary_name(dictionary), "zh") == 0 && maxmatch_dictionary_words(dictionary) > 100000);
    CHECK(strcmp(maxmatch_dictionary_version(dictionary), maxmatch_version()) == 0);
    CHECK(strstr(maxmatch_dictionary_licence(dictionary), "MIT") != NULL);
    CHECK(strstr(maxmatch_dictionary_source(dictionary), "jieba") != NULL);
    maxmatch_dictionary_free(dictionary);
}

static void settings(void) {
    maxmatch_error *error = NULL;
    maxmatch_dictionary *dictionary;
    maxmatch_user_dictionary *user;
    maxmatch_builder *builder;
    maxmatch_segmenter *standard, *forward, *with_user, *dated;
    static const char words[] = "生命起源 9 n\n", date[] = "1949年10月1日";
    maxmatch_dictionary_default(&dictionary, &error);
    maxmatch_segmenter_new(dictionary, &standard, &error);
    maxmatch_builder_new(dictionary, &builder, &error);
    maxmatch_dictionary_free(dictionary);

    maxmatch_builder_set_mode(builder, "fmm", &error);
    maxmatch_builder_build(builder, &forward, &error);
    maxmatch_user_dictionary_read("my.txt", words, strlen(words), &user, &error);
    maxmatch_builder_add_user_dictionary(builder, user, &error);
    maxmatch_builder_set_mode(builder, "bidir", &error);
    maxmatch_user_dictionary_free(user);
    maxmatch_builder_build(builder, &with_user, &error);
    maxmatch_builder_set_rules(builder, "+dates", &error);
    maxmatch_builder_set_principles(builder, "oov,words", &error);
    maxmatch_builder_set_weights(builder, "words=1", &error);
    maxmatch_builder_build(builder, &dated, &error);
    CHECK_OK(error);
    CHECK(count_of(standard, TEXT, strlen(TEXT)) == 3 && count_of(forward, TEXT, strlen(TEXT)) == 3);
    CHECK(count_of(with_user, TEXT, strlen(TEXT)) == 2);
    CHECK(count_of(standard, date, strlen(date)) > 1 && count_of(dated, date, strlen(date)) == 1);
    CHECK(strcmp(maxmatch_segmenter_mode(forward), "forward") == 0);
    CHECK(strlen(maxmatch_segmenter_fingerprint(standard)) == 32);
    CHECK(strcmp(maxmatch_segmenter_fingerprint(standard), maxmatch_segmenter_fingerprint(forward)) != 0);

    CHECK(maxmatch_builder_set_mode(builder, "backwards", &error) == MAXMATCH_STATUS_ARGUMENT);
    check_error(&error, MAXMATCH_STATUS_ARGUMENT, "unknown mode \"backwards\"; there are forward");
    CHECK(maxmatch_builder_set_rules(builder, "\xFF", &error) == MAXMATCH_STATUS_ARGUMENT);
    check_error(&error, MAXMATCH_STATUS_ARGUMENT, "the argument rules is not UTF-8");
    CHECK(maxmatch_user_dictionary_read("my.txt", "\xFF", 1, &user, &error) == MAXMATCH_STATUS_LEXICON && user == NULL);
    check_error(&error, MAXMATCH_STATUS_LEXICON, "my.txt:1: ");
    CHECK(maxmatch_user_dictionary_open("/no/such/file", &user, &error) == MAXMATCH_STATUS_IO);
    check_error(&error, MAXMATCH_STATUS_IO, "/no/such/file: can't read the user dictionary: ");
    maxmatch_builder_free(builder);
    maxmatch_segmenter_free(standard);
    maxmatch_segmenter_free(forward);
    maxmatch_segmenter_free(with_user);
    maxmatch_segmenter_free(dated);
}

/* A cursor goes on when its segmenter is freed, begins anew in the middle, and may be freed there. */
static void cursors(void) {
    maxmatch_error *error = NULL;
    maxmatch_segmenter *segmenter = segmenter_in_mode("bidir");
    maxmatch_cursor *cursor = maxmatch_cursor_new();
    maxmatch_token token;
    maxmatch_posting posting;
    size_t count, i;
    char *text = (char *)malloc(strlen(TEXT));
    memcpy(text, TEXT, strlen(TEXT));
    CHECK(maxmatch_cursor_tokens(cursor, &token, 1, &count, &error) == MAXMATCH_STATUS_OK && count == 0);
    for (i = 0; i < 2; i++) {
        maxmatch_cursor_start(cursor, segmenter, text, strlen(TEXT), &error);
        maxmatch_cursor_tokens(cursor, &token, 1, &count, &error);
        CHECK(count == 1 && token.start == 0 && token.end == 6 && token.kind == MAXMATCH_KIND_WORD);
    }
    maxmatch_segmenter_free(segmenter);
    CHECK(maxmatch_cursor_posting(cursor, &posting, &error) == MAXMATCH_STATUS_ARGUMENT && posting.term == NULL);
    check_error(&error, MAXMATCH_STATUS_ARGUMENT, "either tokens or postings");
    maxmatch_cursor_tokens(cursor, &token, 1, &count, &error);
    CHECK(count == 1 && token.start == 6 && token.end == 12);
    maxmatch_cursor_tokens(cursor, &token, 1, &count, &error);
    CHECK(count == 1 && token.start == 12 && token.end == 18);
    maxmatch_cursor_tokens(cursor, &token, 1, &count, &error);
    CHECK(count == 0);
    /* The text has ended. */
    free(text);
    maxmatch_cursor_tokens(cursor, &token, 1, &count, &error);
    maxmatch_cursor_posting(cursor, &posting, &error);
    CHECK(count == 0 && posting.term == NULL);
    segmenter = segmenter_in_mode("query");
    maxmatch_cursor_start(cursor, segmenter, TEXT, strlen(TEXT), &error);
    for (i = 0; i < 2; i++) {
        maxmatch_cursor_posting(cursor, &posting, &error);
        CHECK(posting.token.start == 6 * i && posting.position == 2 * i && posting.positions == 2);
        CHECK(posting.term_length == 6 && memcmp(posting.term, TEXT + 6 * i, 6) == 0);
    }
    CHECK(maxmatch_cursor_tokens(cursor, &token, 1, &count, &error) == MAXMATCH_STATUS_ARGUMENT && count == 0);
    check_error(&error, MAXMATCH_STATUS_ARGUMENT, "either tokens or postings");
    maxmatch_segmenter_free(segmenter);
    maxmatch_cursor_free(cursor);
}

int main(int argc, char **argv) {
    CHECK(argc == 2);
    nulls();
    first_error();
    files(argv[1]);
    look_ups();
    settings();
    cursors();
    printf("api: maxmatch %s\n", maxmatch_version());
    return 0;
}
