/** Why the system did not read or write a file, in words that follow "could not read it: ". */

const reasons: Readonly<Record<string, string | undefined>> = {
  ENOENT: "there is no such file or folder",
  ENOTDIR: "what its path calls a folder is none",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "permission denied: the file system is read-only",
  EISDIR: "it is a folder",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "the name is too long",
  EAGAIN: "it is a pipe or a device",
  ENXIO: "it is a pipe or a device",
  ESPIPE: "it is a pipe or a device",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be too large",
  EBUSY: "it is in use",
  EIO: "the device failed",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
};

export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return (code && reasons[code]) || (error instanceof Error ? error.message : String(error));
}
