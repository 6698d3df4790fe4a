#include "sshkeyfile.h"

#include <QFile>

namespace hermes::ssh {

namespace {

Error unusable(const QString &path, const QString &why, const QString &hint)
{
    return {ErrorKind::Auth, translate("Ssh", "The key file %1 cannot be used.").arg(path), why, hint};
}

Result<QByteArray> readKeyFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(
            unusable(path, file.errorString(), translate("Ssh", "Check the path, and that you may read the file.")));
    QByteArray text = file.read(256 * 1024);
    if (text.startsWith("PuTTY-User-Key-File")) {
        return tl::unexpected(unusable(path, translate("Ssh", "It is a PuTTY key."),
            translate("Ssh", "Export it in OpenSSH format with PuTTYgen (Conversions, Export OpenSSH key).")));
    }
    if (text.startsWith("ssh-") || text.startsWith("ecdsa-") || text.startsWith("sk-")) {
        return tl::unexpected(unusable(path, translate("Ssh", "It is the public half of a key."),
            translate("Ssh", "Choose the private key: the file of the same name without .pub.")));
    }
    if (!text.contains("PRIVATE KEY")) {
        return tl::unexpected(unusable(path, translate("Ssh", "It holds no private key."),
            translate("Ssh", "Choose a private key in OpenSSH format (ed25519, RSA or ECDSA).")));
    }
    return text;
}

struct Question {
    const std::function<Secret()> &passphrase;
    bool asked = false;
    bool answered = false;
};

/// libssh asks only when the key is encrypted.
int answer(const char *, char *buffer, size_t size, int, int, void *data)
{
    auto *question = static_cast<Question *>(data);
    question->asked = true;
    const Secret secret = question->passphrase();
    const QByteArray &bytes = secret.reveal();
    if (bytes.isEmpty() || size_t(bytes.size()) >= size)
        return -1;
    question->answered = true;
    memcpy(buffer, bytes.constData(), size_t(bytes.size()) + 1);
    return 0;
}

} // namespace

Result<Key> loadKeyFile(const QString &path, const std::function<Secret()> &passphrase)
{
    HERMES_ASSIGN(QByteArray text, readKeyFile(path));
    Question question{passphrase};
    ssh_key key = nullptr;
    const int imported = ssh_pki_import_privkey_base64(text.constData(), nullptr, answer, &question, &key);
    wipe(text);
    if (imported == SSH_OK)
        return Key(key);
    if (question.asked && !question.answered) {
        return tl::unexpected(unusable(path, translate("Ssh", "It is encrypted and no passphrase was given."),
            translate("Ssh",
                "Give its passphrase, or add the key to your agent with ssh-add and choose the agent for this host.")));
    }
    if (question.asked) {
        return tl::unexpected(unusable(path, translate("Ssh", "The passphrase is wrong."),
            translate("Ssh", "Try again with the right passphrase.")));
    }
    return tl::unexpected(unusable(path, translate("Ssh", "Its format is damaged or not supported."),
        translate(
            "Ssh", "ssh-keygen -y -f FILE tells whether it can be read; ed25519, RSA and ECDSA keys are supported.")));
}

} // namespace hermes::ssh
