using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Pages;

/// <summary>What all pages have in common.</summary>
internal static class Layout
{
    public static Html Page(string title, Html body) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <link rel="stylesheet" href="/_sandbox/style.css">
        </head>
        <body>
        <header class="top"><a class="brand" href="/"><span class="seal">✓</span> sandbox forge</a><span class="muted">a GitHub for one machine</span></header>
        <main>{body}</main>
        </body>
        </html>
        """);

    public static Html Avatar(Actor actor) => Html.Of($"""<img class="avatar" alt="" src="/_sandbox/avatars/{actor.Id}">""");

    public static Html Sha(string sha) => Html.Of($"""<code class="sha" title="{sha}">{sha[..7]}</code>""");

    public static Html Time(DateTimeOffset at) => Html.Of($"""<time datetime="{at.ToString("O")}">{at.ToString("yyyy-MM-dd HH:mm:ss", null)}</time>""");

    /// <summary>A small picture of the account: its first letter on a colour of its own.</summary>
    public static string AvatarImage(Actor actor)
    {
        var hue = actor.Id * 47 % 360;
        var letter = Html.Of($"{char.ToUpperInvariant(actor.Login[0])}");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="{(actor.Kind == ActorKind.User ? 20 : 8)}" fill="hsl({hue} 45% 45%)"/><text x="20" y="27" font-family="sans-serif" font-size="20" fill="#fff" text-anchor="middle">{letter}</text></svg>
            """;
    }
}
