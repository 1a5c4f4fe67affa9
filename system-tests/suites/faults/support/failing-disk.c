/*
 * Makes calls on files fail with EIO while the file at FAULT_CONTROL says so: one "CALL SUFFIX" a line, for example
 * "fsync kiosk.db-wal", or "CALL #INODE AT" for what touches the 4,096 bytes there, whatever the file is called.
 * Preloaded into the program under test.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int ends_with(const char *text, const char *suffix) {
  size_t n = strlen(text), m = strlen(suffix);
  return n >= m && strcmp(text + n - m, suffix) == 0;
}

/* "#INODE AT" */
static int touches(const char *place, int fd, off64_t at, size_t size) {
  struct stat64 status;
  char *end = NULL;
  unsigned long long inode = strtoull(place + 1, &end, 10);
  off64_t bad = strtoll(end, NULL, 10);
  return fstat64(fd, &status) == 0 && status.st_ino == inode && at < bad + 4096 && bad < at + (off64_t)size;
}

static int is_to_fail(const char *call, int fd, off64_t at, size_t size_asked) {
  const char *control = getenv("FAULT_CONTROL");
  int saved = errno, found = 0;
  int handle = control ? (int)syscall(SYS_openat, AT_FDCWD, control, O_RDONLY | O_CLOEXEC, 0) : -1;
  if (handle >= 0) {
    char text[1024], link[64], path[4096];
    ssize_t size = syscall(SYS_read, handle, text, sizeof text - 1);
    syscall(SYS_close, handle);
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (size > 0 && length > 0) {
      text[size] = path[length] = 0;
      char *rest = NULL;
      for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *space = strchr(line, ' ');
        if (!space) continue;
        *space = 0;
        if (strcmp(line, call) != 0) continue;
        if (space[1] == '#' ? touches(space + 1, fd, at, size_asked) : ends_with(path, space + 1)) found = 1;
      }
    }
  }
  errno = saved;
  return found;
}

#define FAIL_OR(call, result, name, types, args, at, size)          \
  result name types {                                               \
    static result(*real) types;                                     \
    if (!real) real = (result(*) types)dlsym(RTLD_NEXT, #name);     \
    if (is_to_fail(call, fd, at, size)) {                           \
      errno = EIO;                                                  \
      return -1;                                                    \
    }                                                               \
    return real args;                                               \
  }

FAIL_OR("fsync", int, fdatasync, (int fd), (fd), 0, 0)
FAIL_OR("fsync", int, fsync, (int fd), (fd), 0, 0)
FAIL_OR("pwrite64", ssize_t, pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at), at, size)
FAIL_OR("pwrite64", ssize_t, pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at), at, size)
FAIL_OR("pread64", ssize_t, pread64, (int fd, void *to, size_t size, off64_t at), (fd, to, size, at), at, size)
FAIL_OR("pread64", ssize_t, pread, (int fd, void *to, size_t size, off_t at), (fd, to, size, at), at, size)
