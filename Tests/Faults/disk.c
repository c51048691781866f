/* A disk that fails when told to, and one that writes down what it was given.
 *
 * Preloaded into the program under test. It looks after the database of the folder DISK_FOLDER: support.db, its log,
 * its journal and the index of its log; also after a backup called support.db there while it is unfinished. Everything
 * that changes one of them is an operation with a number; the numbers, and which of them fail, stand in the shared
 * memory of the file DISK_CONTROL. With DISK_RECORD the operations, and every answer that leaves the process, are written to
 * that file in the order in which they took effect.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* What the tests read and write; disk.py knows the same order. */
struct control {
    uint64_t operations;
    uint64_t fail_at;  /* the number of the first operation that fails; 0: none */
    uint64_t failures; /* how many fail from there on */
    uint64_t error;    /* an errno; 0: half of a write is written, and the next operation finds no room */
    uint64_t failed;
    uint64_t failed_kind;
    uint64_t failed_file;
    uint64_t only_kind; /* the only kind that fails; 0: all */
};

enum { NONE, DATABASE, LOG, JOURNAL, INDEX, FOLDER, SOCKET };
enum { WRITE = 1, TRUNCATE, SYNC, CREATE, REMOVE, ANSWER, SYNC_FAILED };

struct record {
    uint32_t kind;
    uint32_t file;
    uint64_t offset; /* of a write; the size after a truncation; how many records were there when a sync began */
    uint64_t length; /* of the bytes that follow */
};

#define DESCRIPTORS 65536

static struct control nothing, *control = &nothing;
static char folder[PATH_MAX];
static size_t folder_length;
static int record_file = -1;
static uint64_t records;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static unsigned char files[DESCRIPTORS];

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_close)(int);
static int (*real_open)(const char *, int, ...);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t), (*real_unlink)(const char *);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_sendmsg)(int, const struct msghdr *, int);

__attribute__((constructor)) static void begin(void) {
    real_write = REAL(write), real_pwrite = REAL(pwrite64), real_close = REAL(close), real_open = REAL(open64);
    real_fsync = REAL(fsync), real_fdatasync = REAL(fdatasync), real_ftruncate = REAL(ftruncate64);
    real_unlink = REAL(unlink), real_writev = REAL(writev), real_sendmsg = REAL(sendmsg);
    const char *name = getenv("DISK_FOLDER");
    if (name == NULL) return;
    folder_length = strlen(strncpy(folder, name, sizeof folder - 1));
    if ((name = getenv("DISK_CONTROL")) != NULL) {
        int file = real_open(name, O_RDWR | O_CLOEXEC);
        void *memory = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (memory != MAP_FAILED) control = memory;
        real_close(file);
    }
    if ((name = getenv("DISK_RECORD")) != NULL)
        record_file = real_open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Which of the files we look after a path is. */
static int file_at(const char *path) {
    if (folder_length == 0 || path == NULL || strncmp(path, folder, folder_length) != 0) return NONE;
    const char *rest = path + folder_length;
    while (*rest == '/') rest++;
    if (*rest == 0) return FOLDER;
    if (strncmp(rest, "support.db", 10) != 0) return NONE;
    rest += 10;
    if (strncmp(rest, ".unfinished", 11) == 0) rest += 11;
    if (*rest == 0) return DATABASE;
    if (strcmp(rest, "-wal") == 0) return LOG;
    if (strcmp(rest, "-journal") == 0) return JOURNAL;
    return strcmp(rest, "-shm") == 0 ? INDEX : NONE;
}

static int file_of(int descriptor) {
    return descriptor >= 0 && descriptor < DESCRIPTORS ? files[descriptor] : NONE;
}

static void note(uint32_t kind, uint32_t file, uint64_t offset, const void *bytes, size_t length) {
    if (record_file < 0) return;
    struct record record = {kind, file, offset, length};
    struct iovec parts[] = {{&record, sizeof record}, {(void *)bytes, length}};
    /* A record that is not written would make every later verdict worthless. */
    if (real_writev(record_file, parts, length > 0 ? 2 : 1) != (ssize_t)(sizeof record + length)) abort();
    records++;
}

/* Counts an operation: 0 when it is to be done, 1 when half of it is, else -1 with errno set. */
static int fails(int kind, int file) {
    uint64_t number = __atomic_add_fetch(&control->operations, 1, __ATOMIC_SEQ_CST);
    uint64_t first = __atomic_load_n(&control->fail_at, __ATOMIC_SEQ_CST);
    if (first == 0 || number < first) return 0;
    if (control->only_kind != 0 && control->only_kind != (uint64_t)kind) return 0;
    uint64_t nth = __atomic_fetch_add(&control->failed, 1, __ATOMIC_SEQ_CST);
    if (nth >= control->failures) return 0;
    if (nth == 0) control->failed_kind = kind, control->failed_file = file;
    if (control->error == 0 && nth == 0 && kind == WRITE) return 1;
    errno = control->error == 0 ? ENOSPC : (int)control->error;
    return -1;
}

static ssize_t write_at(int descriptor, const void *bytes, size_t length, off_t offset) {
    int file = file_of(descriptor);
    int fate = fails(WRITE, file);
    if (fate < 0) return -1;
    if (fate == 1) length = length > 1 ? length / 2 : length;
    pthread_mutex_lock(&order);
    ssize_t written = real_pwrite(descriptor, bytes, length, offset);
    if (written > 0) note(WRITE, file, offset, bytes, written);
    pthread_mutex_unlock(&order);
    return written;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) {
    int file = file_of(descriptor);
    if (file == NONE) return real_pwrite(descriptor, bytes, length, offset);
    return write_at(descriptor, bytes, length, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
    return pwrite64(descriptor, bytes, length, offset);
}

/* The mark comes before the bytes: what was still on its way counts as said. */
static void note_answer(const struct iovec *parts, size_t count) {
    pthread_mutex_lock(&order);
    for (size_t part = 0; part < count; part++) note(ANSWER, SOCKET, 0, parts[part].iov_base, parts[part].iov_len);
    pthread_mutex_unlock(&order);
}

static int is_socket(int descriptor) {
    struct stat found;
    return record_file >= 0 && fstat(descriptor, &found) == 0 && S_ISSOCK(found.st_mode);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
    if (file_of(descriptor) != NONE) {
        off_t offset = lseek(descriptor, 0, SEEK_CUR);
        ssize_t written = write_at(descriptor, bytes, length, offset);
        if (written > 0) lseek(descriptor, offset + written, SEEK_SET);
        return written;
    }
    struct iovec part = {(void *)bytes, length};
    if (is_socket(descriptor)) note_answer(&part, 1);
    return real_write(descriptor, bytes, length);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    if (is_socket(descriptor)) note_answer(parts, count);
    return real_writev(descriptor, parts, count);
}

ssize_t sendmsg(int descriptor, const struct msghdr *message, int flags) {
    if (is_socket(descriptor)) note_answer(message->msg_iov, message->msg_iovlen);
    return real_sendmsg(descriptor, message, flags);
}

int ftruncate64(int descriptor, off_t size) {
    int file = file_of(descriptor);
    if (file == NONE) return real_ftruncate(descriptor, size);
    if (fails(TRUNCATE, file)) return -1;
    pthread_mutex_lock(&order);
    int code = real_ftruncate(descriptor, size);
    if (code == 0) note(TRUNCATE, file, size, NULL, 0);
    pthread_mutex_unlock(&order);
    return code;
}

int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

/* What was written before the call is on disk after it, and nothing is promised of what was written meanwhile. */
static int sync_file(int descriptor, int (*sync)(int)) {
    int file = file_of(descriptor);
    if (file == NONE) return sync(descriptor);
    pthread_mutex_lock(&order);
    uint64_t before = records;
    pthread_mutex_unlock(&order);
    int code = fails(SYNC, file) ? -1 : sync(descriptor);
    int error = errno;
    pthread_mutex_lock(&order);
    note(code == 0 ? SYNC : SYNC_FAILED, file, before, NULL, 0);
    pthread_mutex_unlock(&order);
    errno = error;
    return code;
}

int fsync(int descriptor) { return sync_file(descriptor, real_fsync); }

int fdatasync(int descriptor) { return sync_file(descriptor, real_fdatasync); }

int open64(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list rest;
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    }
    int file = file_at(path);
    if (file == NONE) return real_open(path, flags, mode);
    pthread_mutex_lock(&order);
    int is_new = (flags & O_CREAT) && access(path, F_OK) != 0;
    int descriptor = is_new && fails(CREATE, file) ? -1 : real_open(path, flags, mode);
    if (descriptor >= 0 && descriptor < DESCRIPTORS) files[descriptor] = file;
    if (descriptor >= 0 && is_new) note(CREATE, file, 0, NULL, 0);
    int error = errno;
    pthread_mutex_unlock(&order);
    errno = error;
    return descriptor;
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return open64(path, flags, mode);
}

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < DESCRIPTORS) files[descriptor] = NONE;
    return real_close(descriptor);
}

int unlink(const char *path) {
    int file = file_at(path);
    if (file == NONE) return real_unlink(path);
    pthread_mutex_lock(&order);
    int code = real_unlink(path);
    int error = errno;
    if (code == 0) note(REMOVE, file, 0, NULL, 0);
    pthread_mutex_unlock(&order);
    errno = error;
    return code;
}
