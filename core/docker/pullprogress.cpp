#include "pullprogress.h"

#include "jsonvalues.h"

#include <QJsonObject>

#include <algorithm>

namespace hermes::docker {

using namespace Qt::StringLiterals;

namespace {

QString megabytes(qint64 bytes)
{
    constexpr double megabyte = 1e6;
    return QString::number(double(bytes) / megabyte, 'f', 1);
}

} // namespace

QString pullHint()
{
    return translate("Docker", "Check the reference and that the host reaches the registry; then pull again.");
}

Result<QString> PullProgress::take(const QByteArray &json)
{
    HERMES_ASSIGN(const QJsonObject object, parseObject(json));
    QString failed = object.value(u"errorDetail"_s).toObject().value(u"message"_s).toString();
    if (failed.isEmpty())
        failed = object.value(u"error"_s).toString();
    if (!failed.isEmpty())
        return fail(ErrorKind::Remote, translate("Docker", "The image could not be pulled"), failed, pullHint());
    const QString status = object.value(u"status"_s).toString();
    const QJsonObject bytes = object.value(u"progressDetail"_s).toObject();
    takeLayer(object.value(u"id"_s).toString(), status, bytes.value(u"current"_s).toInteger(),
        bytes.value(u"total"_s).toInteger());
    return m_layers.isEmpty() ? status : text();
}

/// Other lines (which repository, the digest, the end) are of no layer.
void PullProgress::takeLayer(const QString &id, const QString &status, qint64 current, qint64 total)
{
    static const QStringList waiting{u"Pulling fs layer"_s, u"Waiting"_s, u"Downloading"_s};
    static const QStringList fetched{u"Verifying Checksum"_s, u"Download complete"_s, u"Extracting"_s};
    static const QStringList done{u"Pull complete"_s, u"Already exists"_s};
    const bool isDone = done.contains(status);
    const bool isFetched = isDone || fetched.contains(status);
    if (!isFetched && !waiting.contains(status))
        return;
    Layer &layer = m_layers[id];
    layer.isDone = layer.isDone || isDone;
    layer.isFetched = layer.isFetched || isFetched;
    if (status == "Downloading"_L1) {
        layer.current = current;
        layer.total = total;
    } else if (isFetched) {
        layer.current = layer.total;
    }
}

QString PullProgress::text() const
{
    const auto count = [&](bool Layer::*is) {
        return std::count_if(m_layers.begin(), m_layers.end(), [is](const Layer &layer) { return layer.*is; });
    };
    if (count(&Layer::isFetched) == m_layers.size())
        return translate("Docker", "%1 of %2 layers unpacked").arg(count(&Layer::isDone)).arg(m_layers.size());
    qint64 current = 0;
    qint64 total = 0;
    for (const Layer &layer : m_layers) {
        current += layer.current;
        total += layer.total;
    }
    return translate("Docker", "%1 of %2 layers, %3 of %4 MB")
        .arg(count(&Layer::isFetched))
        .arg(m_layers.size())
        .arg(megabytes(current), megabytes(total));
}

} // namespace hermes::docker
