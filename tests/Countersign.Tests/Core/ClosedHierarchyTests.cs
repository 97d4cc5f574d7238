using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Countersign.Statements;

namespace Countersign.Tests.Core;

/// <summary>
/// Every case of every closed hierarchy in the core is handled by every property of its base: a forgotten case would
/// throw only when a user meets it.
/// </summary>
public sealed class ClosedHierarchyTests
{
    private static readonly Assembly Core = typeof(Plan).Assembly;

    public static TheoryData<string> Cases =>
    [
        .. Core.GetTypes()
            .Where(t => t is { IsAbstract: true, IsClass: true, IsSealed: false } && t.GetMethod("<Clone>$") is not null)
            .SelectMany(t => t.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Where(n => n.IsSubclassOf(t)))
            .Select(t => t.FullName!)
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_core_has_closed_hierarchies() => Assert.True(Cases.Count > 40, $"only {Cases.Count} cases were found");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_case_is_sealed_and_answers_every_property_of_its_base(string name)
    {
        var type = Core.GetType(name)!;
        Assert.True(type.IsSealed, $"{name} is not sealed");
        var sample = Sample.Of(type);

        foreach (var property in type.BaseType!.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            if (property.GetIndexParameters().Length == 0)
                _ = property.GetValue(sample);
        if (type.BaseType.GetMethod(nameof(ToString), BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) is { IsFinal: true })
            Assert.NotEmpty(sample.ToString()!);
    }

    /// <summary>Makes the plainest value of a type by its constructor.</summary>
    private static class Sample
    {
        public static object Of(Type type)
        {
            if (Plain(type) is { } plain) return plain;
            if (type.IsAbstract)
                return Of(type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).First(t => t.IsSubclassOf(type)));
            var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
                .Where(c => c.GetParameters() is not [{ } only] || only.ParameterType != type)
                .OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
            return constructor is null
                ? RuntimeHelpers.GetUninitializedObject(type)
                : constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
        }

        private static object? Plain(Type type)
        {
            if (type == typeof(string)) return "x";
            if (type == typeof(Digest)) return Digest.Of("x"u8);
            if (type == typeof(Countersign.Schemas.Schema)) return Countersign.Schemas.Schema.Empty;
            if (type == typeof(Changes.CommitId)) return Given.Commit(1);
            if (type == typeof(Countersign.Policy.PathGlob)) return new Countersign.Policy.PathGlob("*");
            if (Nullable.GetUnderlyingType(type) is { } inner) return Of(inner);
            if (type.IsPrimitive || type.IsEnum || type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(TimeOnly))
                return Activator.CreateInstance(type);
            if (type.Namespace == "System") return type.IsValueType ? Activator.CreateInstance(type) : null;
            if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)) return Empty(type);
            return null;
        }

        private static object? Empty(Type type) =>
            type.GetField("Empty", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) ?? Activator.CreateInstance(type);
    }
}
