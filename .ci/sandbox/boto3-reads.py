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


def in_estate(kind, account, region, key=None):
    own = (r for r in estate[kind].values() if r["accountId"] == account and r["region"] == region)
    return {r[key] if key else r["id"] for r in own}


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
        with_metrics = {d["Value"] for m in listed for d in m["Dimensions"]}
        expect(f"metrics of known instances in {where}", with_metrics - set(instances), set())
        chosen = sorted(with_metrics)[:50]
        queries = [
            {
                "Id": f"q{n}",
                "MetricStat": {
                    "Metric": {"Namespace": "AWS/EC2", "MetricName": "CPUUtilization", "Dimensions": [{"Name": "InstanceId", "Value": i}]},
                    "Period": 3600,
                    "Stat": "Average",
                },
            }
            for n, i in enumerate(chosen)
        ]
        points = {q["Id"]: 0 for q in queries}
        if queries:
            for page in pages(cloudwatch, "get_metric_data", MetricDataQueries=queries, StartTime=now - timedelta(days=14), EndTime=now):
                for result in page["MetricDataResults"]:
                    points[result["Id"]] += len(result["Values"])
                    expect(f"range of {result['Id']} in {where}", all(0 <= v <= 100 for v in result["Values"]), True)
        expect(f"listed metrics without data in {where}", [i for i, n in points.items() if n == 0], [])
        for name, count in (("instances", instances), ("volumes", volumes), ("snapshots", snapshots), ("addresses", addresses), ("metrics", listed)):
            seen[name] += len(count)
        seen["datapoints"] += sum(points.values())

for kind in ("instances", "volumes", "snapshots", "addresses"):
    expect(f"all {kind}", seen[kind], len(estate[kind]))

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
