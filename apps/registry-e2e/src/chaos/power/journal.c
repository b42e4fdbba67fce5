/* Preloaded into a registry: a journal of the writes and flushes of its data file, from which a loss of power is simulated.
 * One record each: 'W' offset(8) length(8) bytes, or 'F'. Written by one call, before the write and after the flush that it is of. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int journal = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int is_data(int fd) {
  char link[64], name[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, name, sizeof name - 1);
  if (length < 9) return 0;
  name[length] = 0;
  return strcmp(name + length - 9, "/data.mdb") == 0;
}

static void record(char kind, off_t offset, const struct iovec *parts, int count) {
  ssize_t (*real)(int, const struct iovec *, int) = dlsym(RTLD_NEXT, "writev");
  struct iovec all[1 + 1024];
  char head[17];
  uint64_t length = 0;
  for (int n = 0; n < count; n++) length += parts[n].iov_len;
  head[0] = kind;
  memcpy(head + 1, &offset, 8);
  memcpy(head + 9, &length, 8);
  all[0] = (struct iovec){head, kind == 'W' ? 17 : 1};
  for (int n = 0; n < count && n < 1024; n++) all[n + 1] = parts[n];
  pthread_mutex_lock(&turn);
  if (journal == -1) journal = open(getenv("POWER_JOURNAL"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  real(journal, all, 1 + count);
  pthread_mutex_unlock(&turn);
}

/* Written through O_DSYNC, as LMDB writes its meta pages. */
static ssize_t synced(int fd, ssize_t done) {
  if (is_data(fd) && (fcntl(fd, F_GETFL) & O_DSYNC)) record('F', 0, 0, 0);
  return done;
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) {
  REAL(pwrite64);
  struct iovec part = {(void *)data, length};
  if (is_data(fd)) record('W', offset, &part, 1);
  return synced(fd, real(fd, data, length, offset));
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
  REAL(pwrite);
  struct iovec part = {(void *)data, length};
  if (is_data(fd)) record('W', offset, &part, 1);
  return synced(fd, real(fd, data, length, offset));
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  REAL(pwritev);
  if (is_data(fd)) record('W', offset, parts, count);
  return synced(fd, real(fd, parts, count, offset));
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset) {
  REAL(pwritev64);
  if (is_data(fd)) record('W', offset, parts, count);
  return synced(fd, real(fd, parts, count, offset));
}
ssize_t write(int fd, const void *data, size_t length) {
  REAL(write);
  struct iovec part = {(void *)data, length};
  struct stat status;
  if (fd > 2 && is_data(fd) && fstat(fd, &status) == 0)
    record('W', (fcntl(fd, F_GETFL) & O_APPEND) ? status.st_size : lseek(fd, 0, SEEK_CUR), &part, 1);
  return synced(fd, real(fd, data, length));
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  if (fd > 2 && fd != journal && is_data(fd)) record('W', lseek(fd, 0, SEEK_CUR), parts, count);
  return synced(fd, real(fd, parts, count));
}
int fdatasync(int fd) {
  REAL(fdatasync);
  int done = real(fd);
  if (done == 0 && is_data(fd)) record('F', 0, 0, 0);
  return done;
}
int fsync(int fd) {
  REAL(fsync);
  int done = real(fd);
  if (done == 0 && is_data(fd)) record('F', 0, 0, 0);
  return done;
}
