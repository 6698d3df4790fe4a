#pragma once

#include "result.h"
#include "secret.h"

#include <functional>
#include <libssh/libssh.h>
#include <memory>

namespace hermes::ssh {

struct KeyDeleter {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using Key = std::unique_ptr<ssh_key_struct, KeyDeleter>;

/// A private key in OpenSSH or PEM form (ed25519, RSA, ECDSA). `passphrase` is asked only if it is encrypted. Error:
/// Auth, saying what is wrong with the file.
[[nodiscard]] Result<Key> loadKeyFile(const QString &path, const std::function<Secret()> &passphrase);

} // namespace hermes::ssh
