#pragma once

#include "backend.h"

#include <QtQml/qqmlregistration.h>

namespace hermes::desktop {

/// Asks for a key's passphrase or a password, one host after the other.
class SecretController : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("owned by AppController")
    Q_PROPERTY(bool open READ isOpen NOTIFY changed)
    Q_PROPERTY(QString host READ host NOTIFY changed)
    Q_PROPERTY(QString what READ what NOTIFY changed)
public:
    SecretController(Backend &backend, QObject *parent)
        : QObject(parent)
        , m_backend(backend)
    {
        connect(&backend, &Backend::secretAsked, this, [this](const QString &host, const QString &what) {
            m_asked.append({host, what});
            Q_EMIT changed();
        });
    }

    [[nodiscard]] bool isOpen() const { return !m_asked.isEmpty(); }
    [[nodiscard]] QString host() const { return isOpen() ? m_asked.first().first : QString(); }
    [[nodiscard]] QString what() const { return isOpen() ? m_asked.first().second : QString(); }

    /// Hands the answer over; empty = the person gave up.
    Q_INVOKABLE void answer(const QString &secret)
    {
        if (!isOpen())
            return;
        const QString host = m_asked.takeFirst().first;
        m_backend.answerSecret(host, secret.isEmpty() ? Secret() : Secret(secret.toUtf8()));
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    Backend &m_backend;
    QList<std::pair<QString, QString>> m_asked;
};

} // namespace hermes::desktop
