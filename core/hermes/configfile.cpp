#include "home.h"
#include "yamltext.h"

#include <QUrl>

namespace hermes::home {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestConfig = 1'048'576;

tl::unexpected<Error> unreadable(const QString &why)
{
    return fail(ErrorKind::Invalid,
        translate("Home", "The config.yaml of this home cannot be read, so it was left alone"), why,
        translate("Home", "Repair the file or remove it; Hermes then writes a new one at its next start."));
}

bool isHttpUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    return ascii && url.isValid() && !url.host().isEmpty() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
}

} // namespace

Result<QByteArray> mergeConfig(const QByteArray &existing, const QString &mcpUrl)
{
    if (mcpUrl.isEmpty())
        return existing;
    if (!isHttpUrl(mcpUrl) || mcpUrl.contains("${"_L1)) {
        return fail(ErrorKind::Invalid,
            translate("Home", "\"%1\" is not the address of an MCP server").arg(mcpUrl.left(200)), {},
            translate("Home", "Give a URL such as http://172.29.0.1:9100/mcp."));
    }
    if (existing.size() > largestConfig)
        return unreadable(translate("Home", "it is larger than 1 MiB"));
    const auto merged = yaml::withScalar(existing, {"mcp_servers", "tushare", "url"}, mcpUrl.toLatin1());
    return merged ? Result<QByteArray>(*merged) : unreadable(merged.error());
}

} // namespace hermes::home
