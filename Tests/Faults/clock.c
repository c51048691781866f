/* A wall clock that can be set, preloaded into the program under test.
 *
 * The file CLOCK_CONTROL is shared memory with one number: the nanoseconds by which the wall clock is off. Threads that
 * wait for a moment of the wall clock wait for the one that it shows, as they would if the clock itself had been set.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int64_t none, *offset = &none;
static int (*real_clock)(clockid_t, struct timespec *);
static int (*real_wait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);

#define SECOND 1000000000LL

__attribute__((constructor)) static void begin(void) {
    real_clock = (__typeof__(real_clock))dlsym(RTLD_NEXT, "clock_gettime");
    /* Without its version this is the function of an older library, which knows another kind of condition. */
    real_wait = (__typeof__(real_wait))dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    if (real_wait == NULL) real_wait = (__typeof__(real_wait))dlsym(RTLD_NEXT, "pthread_cond_timedwait");
    const char *name = getenv("CLOCK_CONTROL");
    if (name == NULL) return;
    int file = open(name, O_RDWR | O_CLOEXEC);
    void *memory = mmap(NULL, sizeof *offset, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory != MAP_FAILED) offset = memory;
    close(file);
}

static int64_t nanoseconds(const struct timespec *time) { return time->tv_sec * SECOND + time->tv_nsec; }

static struct timespec timespec(int64_t nanoseconds) {
    return (struct timespec){nanoseconds / SECOND, nanoseconds % SECOND};
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    int code = real_clock(clock, time);
    if (code == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        *time = timespec(nanoseconds(time) + __atomic_load_n(offset, __ATOMIC_SEQ_CST));
    return code;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result != NULL) *result = now.tv_sec;
    return now.tv_sec;
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
    /* glibc keeps here which clock a condition goes by. */
    int is_monotonic = condition->__data.__wrefs & 2;
    if (is_monotonic) return real_wait(condition, mutex, until);
    /* In slices, as the clock may be set meanwhile. */
    for (;;) {
        struct timespec now, slice;
        clock_gettime(CLOCK_REALTIME, &now);
        int64_t left = nanoseconds(until) - nanoseconds(&now);
        if (left < 0) left = 0;
        int is_last = left <= SECOND / 20;
        real_clock(CLOCK_REALTIME, &slice);
        slice = timespec(nanoseconds(&slice) + (is_last ? left : SECOND / 20));
        int code = real_wait(condition, mutex, &slice);
        if (code != ETIMEDOUT || is_last) return code;
    }
}
