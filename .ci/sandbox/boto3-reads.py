"""Lists what a running sandbox serves through boto3, and compares it with the sandbox's own state.

usage: boto3-reads.py URL     prints counts; exit 1 where boto3 saw something else than /_sandbox/estate
"""

import json
import os
import sys
import urllib.request
from datetime import datetime, timedelta, timezone
from decimal import Decimal

os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

import boto3  # noqa: E402
import botocore  # noqa: E402
from botocore.exceptions import ClientError  # noqa: E402

url = sys.argv[1]
failures = []


def expect(what, actual, expected):
    if actual == expected:
        return
    detail = f"{actual} instead of {expected}"
    if isinstance(actual, set) and isinstance(expected, set):
        detail = f"missing {sorted(expected - actual)[:3]}, unexpected {sorted(actual - expected)[:3]}"
    failures.append(f"{what}: {detail}")


def client(service, region="us-east-1", keys=None):
    keys = keys or {
        "aws_access_key_id": os.environ["AWS_ACCESS_KEY_ID"],
        "aws_secret_access_key": os.environ["AWS_SECRET_ACCESS_KEY"],
    }
    config = botocore.config.Config(retries={"total_max_attempts": 1})
    return boto3.client(service, endpoint_url=url, region_name=region, config=config, **keys)


def keys_of(account):
    answer = client("sts").assume_role(RoleArn=f"arn:aws:iam::{account}:role/BallastRead", RoleSessionName="boto3")
    session = answer["Credentials"]
    return {
        "aws_access_key_id": session["AccessKeyId"],
        "aws_secret_access_key": session["SecretAccessKey"],
        "aws_session_token": session["SessionToken"],
    }


def pages(api, operation, **params):
    return api.get_paginator(operation).paginate(**params)


estate = json.load(urllib.request.urlopen(f"{url}/_sandbox/estate"))


# GetMetricData takes as many queries at once.
QUERIES_PER_CALL = 500

# The addresses of NAT gateways and of lone interfaces stand with the networks that they belong to.
held = {kind: list(estate[kind].values()) for kind in ("instances", "volumes", "snapshots")}
held["addresses"] = [*estate["addresses"].values(), *estate["families"]["network"]["addresses"].values()]

# AWS/EC2 has metrics of whole Auto Scaling groups too: those that stand for themselves, and those of node groups.
containers = estate["families"]["containers"]
held["groups"] = [*estate["families"]["compute"]["groups"].values(), *containers["nodeGroups"].values()]
for group in held["groups"]:
    group["id"] = group.get("scalingGroup", group["name"])


def in_estate(kind, account, region, key="id"):
    return {r[key] for r in held[kind] if r["accountId"] == account and r["region"] == region}


def names_in(metrics, dimension):
    return {d["Value"] for m in metrics for d in m["Dimensions"] if d["Name"] == dimension}


def described(metric):
    return " ".join([metric["MetricName"], *(f"{d['Name']}={d['Value']}" for d in metric["Dimensions"])])


accounts = {a["Id"]: a for page in pages(client("organizations"), "list_accounts") for a in page["Accounts"]}
expect("accounts", {(i, a["Status"]) for i, a in accounts.items()}, {(a["id"], a["status"]) for a in estate["accounts"]})

seen = {"instances": 0, "volumes": 0, "snapshots": 0, "addresses": 0, "metrics": 0, "datapoints": 0}
now = datetime.now(timezone.utc)
for account in sorted(i for i, a in accounts.items() if a["Status"] == "ACTIVE"):
    keys = keys_of(account)
    expect("caller", client("sts", keys=keys).get_caller_identity()["Account"], account)
    regions = {r["RegionName"] for r in client("ec2", keys=keys).describe_regions()["Regions"]}
    expect("regions", regions, set(estate["regions"]))
    for region in sorted(regions):
        where = f"{account} {region}"
        ec2 = client("ec2", region, keys)
        instances = {
            i["InstanceId"]: i
            for page in pages(ec2, "describe_instances", PaginationConfig={"PageSize": 20})
            for r in page["Reservations"]
            for i in r["Instances"]
        }
        volumes = {v["VolumeId"]: v for page in pages(ec2, "describe_volumes", PaginationConfig={"PageSize": 20}) for v in page["Volumes"]}
        snapshots = {s["SnapshotId"] for page in pages(ec2, "describe_snapshots", OwnerIds=["self"], PaginationConfig={"PageSize": 20}) for s in page["Snapshots"]}
        addresses = {a["AllocationId"]: a for a in ec2.describe_addresses()["Addresses"]}
        expect(f"instances of {where}", set(instances), in_estate("instances", account, region))
        expect(f"volumes of {where}", set(volumes), in_estate("volumes", account, region))
        expect(f"snapshots of {where}", snapshots, in_estate("snapshots", account, region))
        expect(f"addresses of {where}", set(addresses), in_estate("addresses", account, region, "allocationId"))
        for i, volume in volumes.items():
            expect(f"size and type of {i}", (volume["Size"], volume["VolumeType"]), (estate["volumes"][i]["sizeGiB"], estate["volumes"][i]["type"]))
        for i, instance in instances.items():
            own = estate["instances"][i]
            expect(f"state and type of {i}", (instance["State"]["Name"], instance["InstanceType"]), (own["state"], own["type"]))
            expect(f"tags of {i}", {t["Key"]: t["Value"] for t in instance.get("Tags", [])}, own["tags"])
            expect(f"launch of {i}", instance["LaunchTime"], datetime.fromtimestamp(own["launchedAt"] / 1000, timezone.utc))
        cloudwatch = client("cloudwatch", region, keys)
        listed = [m for page in pages(cloudwatch, "list_metrics", Namespace="AWS/EC2") for m in page["Metrics"]]
        with_metrics = names_in(listed, "InstanceId")
        expect(f"metrics of unknown instances in {where}", with_metrics - in_estate("instances", account, region), set())
        of_groups = names_in(listed, "AutoScalingGroupName")
        expect(f"metrics of unknown groups in {where}", of_groups - in_estate("groups", account, region), set())
        expect(f"dimensions of AWS/EC2 in {where}", {d["Name"] for m in listed for d in m["Dimensions"]} - {"InstanceId", "AutoScalingGroupName"}, set())
        queries = [
            {"Id": f"q{n}", "MetricStat": {"Metric": metric, "Period": 3600, "Stat": "Average"}}
            for n, metric in enumerate(listed)
        ]
        points = {q["Id"]: 0 for q in queries}
        for start in range(0, len(queries), QUERIES_PER_CALL):
            some = queries[start : start + QUERIES_PER_CALL]
            for page in pages(cloudwatch, "get_metric_data", MetricDataQueries=some, StartTime=now - timedelta(days=14), EndTime=now):
                for result in page["MetricDataResults"]:
                    points[result["Id"]] += len(result["Values"])
                    is_percent = listed[int(result["Id"][1:])]["MetricName"] == "CPUUtilization"
                    in_range = all(0 <= v and (v <= 100 or not is_percent) for v in result["Values"])
                    expect(f"range of {result['Id']} in {where}", in_range, True)
        # CloudWatch lists what had data in the last two weeks, and nothing else.
        silent = {described(m) for n, m in enumerate(listed) if points[f"q{n}"] == 0}
        expect(f"listed metrics without data in {where}", silent, set())
        for name, count in (("instances", instances), ("volumes", volumes), ("snapshots", snapshots), ("addresses", addresses), ("metrics", listed)):
            seen[name] += len(count)
        seen["datapoints"] += sum(points.values())

for kind in ("instances", "volumes", "snapshots", "addresses"):
    expect(f"all {kind}", seen[kind], len(held[kind]))

costs = client("ce")
start, end = (now - timedelta(days=60)).date().isoformat(), now.date().isoformat()
question = {"TimePeriod": {"Start": start, "End": end}, "Granularity": "DAILY", "Metrics": ["UnblendedCost"]}
total = sum(Decimal(r["Total"]["UnblendedCost"]["Amount"]) for r in costs.get_cost_and_usage(**question)["ResultsByTime"])
grouped, token, cost_pages = Decimal(0), None, 0
while True:
    extra = {"NextPageToken": token} if token else {}
    by = [{"Type": "DIMENSION", "Key": "SERVICE"}, {"Type": "DIMENSION", "Key": "USAGE_TYPE"}]
    answer = costs.get_cost_and_usage(**question, GroupBy=by, **extra)
    grouped += sum(Decimal(g["Metrics"]["UnblendedCost"]["Amount"]) for r in answer["ResultsByTime"] for g in r["Groups"])
    cost_pages += 1
    token = answer.get("NextPageToken")
    if not token:
        break
expect("cost by group against the total", grouped, total)
expect("there is cost", total > 0, True)

try:
    client("sts").assume_role(RoleArn="arn:aws:iam::999999999999:role/BallastRead", RoleSessionName="boto3")
    failures.append("a role in an unknown account could be assumed")
except ClientError as error:
    expect("error of an unknown account", error.response["Error"]["Code"], "AccessDenied")

for failure in failures[:20]:
    print(f"FAILED {failure}")
counts = ", ".join(f"{count} {name}" for name, count in seen.items())
print(f"boto3 {boto3.__version__}: {len(accounts)} accounts, {counts}, {total:.2f} USD in 60 days ({cost_pages} pages), {len(failures)} differences")
sys.exit(1 if failures else 0)
