/*
 * Makes calls on files fail with EIO while the file at FAULT_CONTROL says so: one "CALL SUFFIX" a line, for example
 * "fsync kiosk.db-wal". Preloaded into the program under test.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int ends_with(const char *text, const char *suffix) {
  size_t n = strlen(text), m = strlen(suffix);
  return n >= m && strcmp(text + n - m, suffix) == 0;
}

static int is_to_fail(const char *call, int fd) {
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
        if (strcmp(line, call) == 0 && ends_with(path, space + 1)) found = 1;
      }
    }
  }
  errno = saved;
  return found;
}

#define FAIL_OR(call, result, name, types, args)                    \
  result name types {                                               \
    static result(*real) types;                                     \
    if (!real) real = (result(*) types)dlsym(RTLD_NEXT, #name);     \
    if (is_to_fail(call, fd)) {                                     \
      errno = EIO;                                                  \
      return -1;                                                    \
    }                                                               \
    return real args;                                               \
  }

FAIL_OR("fsync", int, fdatasync, (int fd), (fd))
FAIL_OR("fsync", int, fsync, (int fd), (fd))
FAIL_OR("pwrite64", ssize_t, pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at))
FAIL_OR("pwrite64", ssize_t, pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at))
FAIL_OR("pread64", ssize_t, pread64, (int fd, void *to, size_t size, off64_t at), (fd, to, size, at))
FAIL_OR("pread64", ssize_t, pread, (int fd, void *to, size_t size, off_t at), (fd, to, size, at))
