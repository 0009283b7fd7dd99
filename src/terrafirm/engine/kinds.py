"""Which typed resource makes the same object as a Kubernetes manifest, and where custom resources hold pod specs."""

from __future__ import annotations

#: (API group, kind) to the type of the hashicorp/kubernetes provider; the empty group is the core API.
TYPED: dict[tuple[str, str], str] = {
    ("", "ConfigMap"): "kubernetes_config_map_v1",
    ("", "LimitRange"): "kubernetes_limit_range_v1",
    ("", "Namespace"): "kubernetes_namespace_v1",
    ("", "PersistentVolume"): "kubernetes_persistent_volume_v1",
    ("", "PersistentVolumeClaim"): "kubernetes_persistent_volume_claim_v1",
    ("", "Pod"): "kubernetes_pod_v1",
    ("", "ReplicationController"): "kubernetes_replication_controller_v1",
    ("", "ResourceQuota"): "kubernetes_resource_quota_v1",
    ("", "Secret"): "kubernetes_secret_v1",
    ("", "Service"): "kubernetes_service_v1",
    ("", "ServiceAccount"): "kubernetes_service_account_v1",
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"): "kubernetes_mutating_webhook_configuration_v1",
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"): "kubernetes_validating_admission_policy_v1",
    (
        "admissionregistration.k8s.io",
        "ValidatingWebhookConfiguration",
    ): "kubernetes_validating_webhook_configuration_v1",
    ("apiregistration.k8s.io", "APIService"): "kubernetes_api_service_v1",
    ("apps", "DaemonSet"): "kubernetes_daemon_set_v1",
    ("apps", "Deployment"): "kubernetes_deployment_v1",
    ("apps", "StatefulSet"): "kubernetes_stateful_set_v1",
    ("autoscaling", "HorizontalPodAutoscaler"): "kubernetes_horizontal_pod_autoscaler_v2",
    ("batch", "CronJob"): "kubernetes_cron_job_v1",
    ("batch", "Job"): "kubernetes_job_v1",
    ("networking.k8s.io", "Ingress"): "kubernetes_ingress_v1",
    ("networking.k8s.io", "NetworkPolicy"): "kubernetes_network_policy_v1",
    ("policy", "PodDisruptionBudget"): "kubernetes_pod_disruption_budget_v1",
    ("rbac.authorization.k8s.io", "ClusterRole"): "kubernetes_cluster_role_v1",
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): "kubernetes_cluster_role_binding_v1",
    ("rbac.authorization.k8s.io", "Role"): "kubernetes_role_v1",
    ("rbac.authorization.k8s.io", "RoleBinding"): "kubernetes_role_binding_v1",
    ("storage.k8s.io", "StorageClass"): "kubernetes_storage_class_v1",
}

#: The type under which rules select custom resources (and replica sets) that hold pod specs; it looks like a pod.
CUSTOM_RESOURCE = "kubernetes_custom_resource"

_TEMPLATE = "spec.template.spec"
_RAY = ("headGroupSpec.template.spec", "workerGroupSpecs.template.spec")

#: (API group, kind) of custom resources and replica sets to the paths of the pod specs in them. Sources: the custom
#: resource definitions of KubeRay, KServe, Knative Serving, Kubeflow (notebooks, training operator), Seldon Core,
#: LeaderWorkerSet, JobSet, Volcano and Argo Rollouts.
PODS: dict[tuple[str, str], tuple[str, ...]] = {
    ("apps", "ReplicaSet"): (_TEMPLATE,),
    ("argoproj.io", "Rollout"): (_TEMPLATE,),
    ("batch.volcano.sh", "Job"): ("spec.tasks.template.spec",),
    ("jobset.x-k8s.io", "JobSet"): ("spec.replicatedJobs.template.spec.template.spec",),
    ("kubeflow.org", "MPIJob"): ("spec.mpiReplicaSpecs.*.template.spec",),
    ("kubeflow.org", "Notebook"): (_TEMPLATE,),
    ("kubeflow.org", "PyTorchJob"): ("spec.pytorchReplicaSpecs.*.template.spec",),
    ("kubeflow.org", "TFJob"): ("spec.tfReplicaSpecs.*.template.spec",),
    ("kubeflow.org", "XGBoostJob"): ("spec.xgbReplicaSpecs.*.template.spec",),
    ("leaderworkerset.x-k8s.io", "LeaderWorkerSet"): (
        "spec.leaderWorkerTemplate.leaderTemplate.spec",
        "spec.leaderWorkerTemplate.workerTemplate.spec",
    ),
    ("machinelearning.seldon.io", "SeldonDeployment"): ("spec.predictors.componentSpecs.spec",),
    ("ray.io", "RayCluster"): tuple(f"spec.{path}" for path in _RAY),
    ("ray.io", "RayJob"): tuple(f"spec.rayClusterSpec.{path}" for path in _RAY),
    ("ray.io", "RayService"): tuple(f"spec.rayClusterConfig.{path}" for path in _RAY),
    ("serving.knative.dev", "Service"): (_TEMPLATE,),
    ("serving.kserve.io", "InferenceService"): ("spec.predictor", "spec.transformer", "spec.explainer"),
}
