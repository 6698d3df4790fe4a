#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <memory>

/// The iLink simulator of tests/sandbox as a child process on 127.0.0.1, with a redirect host behind a certificate of
/// its own.
class Simulator {
public:
    /// An empty pointer and `why` if it cannot be started; `why` says what to install.
    [[nodiscard]] static std::unique_ptr<Simulator> start(double holdSeconds, QString *why);
    ~Simulator();

    [[nodiscard]] QString url() const;
    [[nodiscard]] QString caFile() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    /// A verb of its control API; an object with `error` if it refuses.
    [[nodiscard]] QJsonValue control(const QString &verb, const QJsonObject &given = {}) const;

private:
    Simulator() = default;

    QTemporaryDir m_folder;
    QProcess m_process;
    QJsonObject m_addresses;
};
