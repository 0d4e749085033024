/* Many threads share a segmenter, each with a cursor of its own, and all get the same tokens. */
#include "check.h"
#include <pthread.h>

#define THREADS 8
#define ROUNDS 20
#define REPEATED 400

static const char SENTENCE[] = "工信处女干事每月经过下属科室都要亲口交代24口交换机，研究生命起源。";

typedef struct {
    const maxmatch_segmenter *segmenter;
    const char *text;
    size_t count, sum;
} work;

/* Counts tokens, and adds up where they end. */
static void *count_tokens(void *argument) {
    work *mine = (work *)argument;
    maxmatch_cursor *cursor = maxmatch_cursor_new();
    maxmatch_error *error = NULL;
    maxmatch_token tokens[100];
    int round;
    for (round = 0; round < ROUNDS; round++) {
        size_t count, t;
        mine->count = mine->sum = 0;
        maxmatch_cursor_start(cursor, mine->segmenter, mine->text, strlen(mine->text), &error);
        while (maxmatch_cursor_tokens(cursor, tokens, 100, &count, &error) == MAXMATCH_STATUS_OK && count > 0)
            for (t = 0; t < count; t++) {
                mine->count++;
                mine->sum += tokens[t].end;
            }
        CHECK_OK(error);
        CHECK(strlen(maxmatch_segmenter_fingerprint(mine->segmenter)) == 32);
    }
    maxmatch_cursor_free(cursor);
    return NULL;
}

int main(void) {
    char *text = (char *)malloc(REPEATED * strlen(SENTENCE) + 1);
    int mode, t;
    for (t = 0; t < REPEATED; t++)
        memcpy(text + (size_t)t * strlen(SENTENCE), SENTENCE, sizeof SENTENCE);
    for (mode = 0; maxmatch_mode_name(mode) != NULL; mode++) {
        maxmatch_segmenter *segmenter = segmenter_in_mode(maxmatch_mode_name(mode));
        pthread_t threads[THREADS];
        work works[THREADS], alone;
        alone.segmenter = segmenter;
        alone.text = text;
        for (t = 0; t < THREADS; t++) {
            works[t] = alone;
            CHECK(pthread_create(&threads[t], NULL, count_tokens, &works[t]) == 0);
        }
        for (t = 0; t < THREADS; t++)
            CHECK(pthread_join(threads[t], NULL) == 0);
        count_tokens(&alone);
        CHECK(alone.count > 0);
        for (t = 0; t < THREADS; t++)
            CHECK(works[t].count == alone.count && works[t].sum == alone.sum);
        maxmatch_segmenter_free(segmenter);
    }
    free(text);
    printf("threads: %d in %d modes\n", THREADS, mode);
    return 0;
}
