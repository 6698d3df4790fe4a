#include "simulator.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace {

bool makeCertificate(const QString &folder, QString *why)
{
    QProcess openssl;
    openssl.setWorkingDirectory(folder);
    openssl.start(u"openssl"_s,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s,
            u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=iLink simulator"_s, u"-addext"_s, u"subjectAltName=IP:127.0.0.1"_s,
            u"-keyout"_s, u"key.pem"_s, u"-out"_s, u"certificate.pem"_s});
    if (!openssl.waitForFinished(20'000) || openssl.exitCode() != 0) {
        *why = u"no certificate could be made; install openssl (apt install openssl): "_s
            + QString::fromUtf8(openssl.readAllStandardError());
        return false;
    }
    QFile both(folder + u"/both.pem"_s);
    if (!both.open(QIODevice::WriteOnly))
        return false;
    for (const QString &part : {u"/key.pem"_s, u"/certificate.pem"_s}) {
        QFile file(folder + part);
        if (!file.open(QIODevice::ReadOnly))
            return false;
        both.write(file.readAll());
    }
    return true;
}

} // namespace

std::unique_ptr<Simulator> Simulator::start(double holdSeconds, QString *why)
{
    std::unique_ptr<Simulator> simulator(new Simulator);
    if (!makeCertificate(simulator->m_folder.path(), why))
        return {};
    QProcess &process = simulator->m_process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PYTHONDONTWRITEBYTECODE"_s, u"1"_s);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(QStringLiteral(HERMES_SANDBOX_FOLDER));
    process.setStandardErrorFile(simulator->m_folder.filePath(u"log"_s));
    process.start(u"python3"_s,
        {u"-m"_s, u"ilink_simulator"_s, u"--hold"_s, QString::number(holdSeconds), u"--certificate"_s,
            simulator->m_folder.filePath(u"both.pem"_s)});
    if (!process.waitForStarted(10'000)) {
        *why = u"the iLink simulator does not start; install python3 (apt install python3)"_s;
        return {};
    }
    while (!process.canReadLine() && process.waitForReadyRead(10'000)) { }
    simulator->m_addresses = QJsonDocument::fromJson(process.readLine()).object();
    if (!simulator->m_addresses.contains(u"controlPort")) {
        QFile log(simulator->m_folder.filePath(u"log"_s));
        *why = u"the iLink simulator ended: "_s
            + (log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readAll()) : QString());
        return {};
    }
    return simulator;
}

Simulator::~Simulator()
{
    m_process.terminate();
    if (!m_process.waitForFinished(10'000))
        m_process.kill();
    m_process.waitForFinished(10'000);
}

QString Simulator::url() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_addresses[u"port"].toInt());
}

QJsonValue Simulator::control(const QString &verb, const QJsonObject &given) const
{
    const QByteArray body = QJsonDocument(given).toJson(QJsonDocument::Compact);
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, quint16(m_addresses[u"controlPort"].toInt()));
    if (!socket.waitForConnected(5000))
        return QJsonObject{{u"error"_s, socket.errorString()}};
    socket.write("POST /" + verb.toLatin1() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(10'000))
        answer += socket.readAll();
    answer += socket.readAll();
    const QJsonDocument document = QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4));
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}
